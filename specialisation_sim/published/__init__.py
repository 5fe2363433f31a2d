"""Published models of others, written like the stories, so that their published findings can be asked for again."""

DOCKED = {
    "march-1991": ("march_1991", "MutualLearning"),
    "arthur-1989": ("arthur_1989", "Adoption"),
    "denrell-march-2001": ("denrell_march_2001", "HotStove"),
    "posen-levinthal-2012": ("posen_levinthal_2012", "MovingTarget"),
    "cascades-1992": ("cascades_1992", "Cascade"),
    "music-lab-2006": ("music_lab_2006", "MusicMarket"),
    "krugman-1991": ("krugman_1991", "CorePeriphery"),
    "levinthal-1997": ("levinthal_1997", "Rugged"),
}
"""Name of each model, its module and its class."""
