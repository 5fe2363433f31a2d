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
                "Share of images more than two units from the centre in the first generation (our notes)",
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
                "Images that are decoder means collapse by generation 4: fewer than a tenth lie more than two "
                "units from the centre (our notes)",
                "collapse",
                "means",
                "beyond",
                below=0.015,
                at=4,
            ),
            Fact(
                "With 10 % real images, decoder means collapse all the same (our notes)",
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
                "Perplexity (surprise) of real text under the first model (our notes)",
                "48",
                "drawn",
                "perplexity",
                near=48,
                within=0.05,
                at=0,
            ),
            Fact(
                "Perplexity of real text after one generation (our notes)",
                "about 130",
                "drawn",
                "perplexity",
                near=130,
                within=0.1,
                at=1,
            ),
            Fact(
                "Perplexity of real text after two generations (our notes)",
                "220",
                "drawn",
                "perplexity",
                near=220,
                within=0.1,
                at=2,
            ),
            Fact(
                "Perplexity of real text after three generations (our notes)",
                "350",
                "drawn",
                "perplexity",
                near=350,
                within=0.1,
                at=3,
            ),
            Fact(
                "With 10 % real data degradation is minor: perplexity grows by less than half",
                "minor",
                "10 % real",
                "perplexity",
                below=1.5 * 48,
                why="a trigram model knows only what it has counted, and each generation starts from nothing",
            ),
            Fact(
                "With 10 % real data, perplexity is lower after the first generation",
                "less",
                "10 % real",
                "perplexity",
                below=-1,
                at=1,
                versus="drawn",
            ),
            Fact(
                "With 10 % real data, perplexity is lower after the last generation",
                "less",
                "10 % real",
                "perplexity",
                below=-50,
                versus="drawn",
            ),
            Fact(
                "Generated text shifts towards what the first model finds likely: change of the median block of "
                "text after the first generation",
                "shifts",
                "drawn",
                "median_block",
                since=1,
                below=-1,
            ),
            Fact("Later models use fewer different words", "less", "drawn", "effective_vocabulary", since=1, below=-50),
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
                "Perplexity of real text is in the thousands from the first generation on (our notes)",
                "thousands",
                "beam",
                "perplexity",
                above=1000,
                at=1,
            ),
            Fact(
                "With 10 % real data, perplexity is lower",
                "less",
                "beam, 10 % real",
                "perplexity",
                below=-50,
                versus="beam",
            ),
            Fact(
                "Generated text shifts towards what the first model finds likely: change of the median block of "
                "text after the first generation",
                "shifts",
                "beam",
                "median_block",
                since=1,
                below=-0.05,
            ),
            Fact(
                "A long tail of unlikely text remains: the most unlikely twentieth of text becomes still less likely",
                "long tail",
                "beam",
                "unlikely_block",
                since=1,
                above=1.0,
                why="the trigram model repeats phrases that the first model finds likely too, so that no tail remains",
            ),
            Fact(
                "A repetition penalty of 2.0 doubles the perplexity",
                "twice",
                "beam, penalty 2.0",
                "perplexity",
                at=1,
                above=1000,
                versus="beam",
                why="with beam search a trigram model repeats itself, and the penalty breaks the repetition",
            ),
        ),
        pictures=_TEXT,
        seconds=840,
    ),
}
