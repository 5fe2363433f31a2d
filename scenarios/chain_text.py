"""A small language model is trained on text that the model before it wrote: a trigram model of Python's own manual.

Section 5.2 of "The Curse of Recursion" fine-tunes OPT-125m on wikitext2 and lets it continue blocks of 64 tokens. Here
a trigram model takes its place. Two of its findings are not reproduced: that a repetition penalty of 2.0 doubles the
perplexity, and a long tail of text that the first model finds unlikely.
"""

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import at, change, final
from specialisation_sim.claims.scenario_figures import figure, logarithmic

FEW = {"blocks": 30, "vocabulary": 1000}

scenario = Scenario(
    title="Text on text",
    question="What becomes of a language model when each one is trained on what the one before wrote?",
    passage="Models trained on generated text forget the tails and produce what the first model finds ever likelier.",
    story="text",
    variants={
        "drawn": {},
        "a tenth real": {"outside": 0.1},
        "drawn, little text": FEW,
        "beam search": FEW | {"decoding": "beam"},
        "beam, penalty 2": FEW | {"decoding": "beam", "penalty": 2.0},
    },
    steps=4,
    replicates=6,
    claims=[
        Claim(
            "Real text surprises the fourth model ten times as much as the first",
            final("perplexity"),
            of="drawn",
            above=480.0,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "Real text surprises each later model more than the one before",
            change("perplexity", 3, 4),
            of="drawn",
            above=50.0,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "With a tenth of real text in training, real text surprises the last model less than without it",
            final("perplexity"),
            of="a tenth real",
            versus="drawn",
            below=-100.0,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "A tenth of real text helps from the first generation on",
            at("perplexity", 1),
            of="a tenth real",
            versus="drawn",
            below=-1.0,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "With a tenth of real text the surprise stops growing",
            change("perplexity", 3, 4),
            of="a tenth real",
            below=5.0,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "Later models use fewer different words",
            change("effective_vocabulary", 1, 4),
            of="drawn",
            below=-50.0,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "Later models repeat the same triples of words more often",
            change("distinct_triples", 1, 4),
            of="drawn",
            below=-0.1,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "Later models write text that the first model finds likelier",
            change("first_perplexity", 2, 4),
            of="drawn",
            below=-1.0,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "A model that writes by beam search repeats itself from the first generation on",
            at("distinct_triples", 1),
            of="beam search",
            versus="drawn, little text",
            below=-0.5,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "With beam search the perplexity is above a thousand from the first generation on",
            at("perplexity", 1),
            of="beam search",
            above=1000.0,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "A repetition penalty of 2.0 doubles the perplexity, as the source says",
            at("perplexity", 1),
            of="beam, penalty 2",
            versus="beam search",
            above=1000.0,
            kind="source",
            expected="UNDECIDED",
        ),
    ],
    figures={
        "perplexity": logarithmic(
            figure("bands", ["perplexity", "effective_vocabulary"], clock="generation", title="Text trained on text"),
            "perplexity",
        ),
        "blocks": logarithmic(
            figure(
                "bands",
                ["likely_block", "median_block", "unlikely_block"],
                clock="generation",
                title="Blocks that are written, as the first model finds them",
            )
        ),
        "likelier": figure(
            "bands", ["first_perplexity", "distinct_triples"], clock="generation", title="Likelier, and the same again"
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
