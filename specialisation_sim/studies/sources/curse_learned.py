"""Figures 8 to 11 of The Curse of Recursion: images and text."""

from __future__ import annotations

from ..reproduction import Fact, Reproduction, SourceFigure

CURSE = "The Curse of Recursion, arXiv 2305.17493"

_TEXT = {
    "perplexity": SourceFigure(
        "bands", (["perplexity"],), {"title": "Perplexity of held-out real text"}, logarithmic=True
    ),
    "blocks": SourceFigure(
        "bands",
        (["likely_block", "median_block", "unlikely_block"],),
        {"title": "What is written, as the first model finds it"},
        logarithmic=True,
    ),
}

REPRODUCTIONS: dict[str, Reproduction] = {
    "figure-8": Reproduction(
        CURSE,
        "8 and 9",
        "chain-autoencoder",
        "autoencoder",
        {
            "own images": {"hidden": 128, "updates": 2000},
            "half real": {"hidden": 128, "updates": 2000, "outside": 0.5},
            "all kept": {"hidden": 128, "updates": 2000, "regime": "accumulate"},
            "means": {"hidden": 128, "updates": 2000, "pixels": "means", "beta": 1.0},
            "means, 10 % real": {"hidden": 128, "updates": 2000, "pixels": "means", "beta": 1.0, "outside": 0.1},
        },
        20,
        10,
        facts=(
            Fact(
                "Share of images more than 2 from the middle, first generation (our notes)",
                "about .15",
                "own images",
                "beyond",
                near=0.15,
                within=0.2,
                at=1,
            ),
            Fact("After twenty generations (our notes)", "below .04", "own images", "beyond", below=0.04),
            Fact("Half real images hold it", "held", "half real", "beyond", above=0.1),
            Fact("So does keeping all that was made", "held", "all kept", "beyond", above=0.1),
            Fact(
                "Decoder means collapse by generation 4: fewer than a tenth are beyond (our notes)",
                "collapse",
                "means",
                "beyond",
                below=0.015,
                at=4,
            ),
            Fact(
                "And 10 % real images do not save them (our notes)",
                "collapse",
                "means, 10 % real",
                "beyond",
                below=0.015,
                at=4,
            ),
        ),
        pictures={
            "spread": SourceFigure(
                "bands", (["beyond", "effective_numerals", "real_loss"],), {"title": "The tails go, then the digits"}
            ),
        },
        seconds=1800,
    ),
    "text": Reproduction(
        CURSE,
        "section 5.2, drawn words",
        "chain-text",
        "text",
        {"drawn": {}, "10 % real": {"outside": 0.1}},
        9,
        5,
        facts=(
            Fact(
                "Perplexity of held-out text, the first model (our notes)",
                "48",
                "drawn",
                "perplexity",
                near=48,
                within=0.05,
                at=0,
            ),
            Fact("After one generation (our notes)", "about 130", "drawn", "perplexity", near=130, within=0.1, at=1),
            Fact("After two (our notes)", "220", "drawn", "perplexity", near=220, within=0.1, at=2),
            Fact("After three (our notes)", "350", "drawn", "perplexity", near=350, within=0.1, at=3),
            Fact(
                "With 10 % real data there is minor degradation: less than by half",
                "minor",
                "10 % real",
                "perplexity",
                below=1.5 * 48,
                why="a trigram knows only what it has counted, and begins each generation from nothing",
            ),
            Fact(
                "10 % real data help in every generation: the first",
                "less",
                "10 % real",
                "perplexity",
                below=-1,
                at=1,
                versus="drawn",
            ),
            Fact("The last", "less", "10 % real", "perplexity", below=-50, versus="drawn"),
            Fact(
                "Generated text shifts to what the first model finds likely: growth of the median block after "
                "the first",
                "shifts",
                "drawn",
                "median_block",
                since=1,
                below=-1,
            ),
            Fact("Less of the vocabulary is used", "less", "drawn", "effective_vocabulary", since=1, below=-50),
        ),
        pictures=_TEXT,
        seconds=120,
    ),
    "text-beam": Reproduction(
        CURSE,
        "section 5.2, Figures 10 and 11",
        "chain-text",
        "text",
        {
            "beam": {"decoding": "beam"},
            "beam, 10 % real": {"decoding": "beam", "outside": 0.1},
            "beam, penalty 2.0": {"decoding": "beam", "penalty": 2.0},
        },
        9,
        5,
        facts=(
            Fact(
                "Perplexity of held-out text is in the thousands at once (our notes)",
                "thousands",
                "beam",
                "perplexity",
                above=1000,
                at=1,
            ),
            Fact("10 % real data help", "less", "beam, 10 % real", "perplexity", below=-50, versus="beam"),
            Fact(
                "Generated text shifts to what the first model finds likely: growth of the median block after "
                "the first",
                "shifts",
                "beam",
                "median_block",
                since=1,
                below=-0.05,
            ),
            Fact(
                "A long tail of unlikely text stays: the unlikeliest twentieth grows",
                "long tail",
                "beam",
                "unlikely_block",
                since=1,
                above=1.0,
                why="a trigram's loops are likely under the first model too, and no tail lasts",
            ),
            Fact(
                "A repetition penalty of 2.0 doubles the perplexity",
                "twice",
                "beam, penalty 2.0",
                "perplexity",
                at=1,
                above=1000,
                versus="beam",
                why="a trigram under beam search loops, and the penalty breaks loops",
            ),
        ),
        pictures=_TEXT,
        seconds=840,
    ),
}
