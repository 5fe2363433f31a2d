"""The text chain: the trigram model is a law of chance, is drawn from as it says, and is searched as it says."""

from typing import ClassVar

import numpy as np
import pytest
from chain_contract import ChainContract
from closeness import ends
from contract import Bite

from specialisation_sim.chains.learners.beam import WIDTH, chances, searched
from specialisation_sim.chains.learners.corpus import BLOCK, blocks
from specialisation_sim.chains.learners.trigram import Trigram
from specialisation_sim.chains.text import TextChain, TextParameters

FEW = {"blocks": 60, "vocabulary": 300}
BEAM = FEW | {"decoding": "beam", "blocks": 20}


@pytest.mark.long("contracts of further models")
class TestTextChain(ChainContract):
    story = TextChain
    parameters = TextParameters(blocks=15, vocabulary=60, outside=0.2)
    steps = 3
    bites: ClassVar = {
        "blocks": Bite(200, "perplexity", -1, FEW, steps=1, runs=8, long=True),
        "vocabulary": Bite(1000, "perplexity", +1, FEW, steps=1, runs=8),
        "discount": Bite(0.2, "effective_vocabulary", +1, FEW, steps=2, runs=8),
        "decoding": Bite("beam", "distinct_triples", -1, FEW | {"blocks": 20}, steps=1, runs=4),
        "penalty": Bite(5.0, "effective_vocabulary", +1, BEAM, steps=1, runs=8, long=True),
        "regime": Bite("accumulate", "perplexity", -1, FEW, steps=3, runs=8, long=True),
        "outside": Bite(0.5, "perplexity", -1, FEW, steps=3, runs=8, long=True),
        "original": Bite("fixed", "perplexity", +1, FEW | {"outside": 0.5}, steps=6, runs=12, long=True),
    }


@pytest.fixture(scope="module")
def model():
    return Trigram.fit(blocks(50)[:40], 50, 0.75)


def test_the_corpus_is_what_it_says():
    corpus = blocks(2000)
    assert corpus.shape[1] == BLOCK
    assert 60_000 < corpus.size < 100_000
    assert len(np.unique(corpus)) == 2000
    assert (corpus == 0).mean() < 0.05


def test_chances_sum_to_one_and_agree_token_by_token(model):
    u, v = np.divmod(np.arange(2500), 50)
    every = chances(model, u, v)
    np.testing.assert_allclose(every.sum(axis=1), 1, rtol=1e-10)
    assert (every > 0).all()
    for w in (0, 7, 49):
        np.testing.assert_allclose(model.chance(u, v, np.full(2500, w)), every[:, w], rtol=1e-12)


def test_chances_are_those_of_counts(model):
    """A plain twin of the formula, for contexts that occur and one that does not."""
    text = blocks(50)[:40].tolist()
    triples = [tuple(block[k : k + 3]) for block in text for k in range(BLOCK - 2)]
    pairs = [tuple(block[k : k + 2]) for block in text for k in range(BLOCK - 1)]
    tokens = [token for block in text for token in block]

    def one(w):
        return (max(tokens.count(w) - 0.75, 0) + 0.75 * len(set(tokens)) / 50) / len(tokens)

    def two(v, w):
        after = [pair[1] for pair in pairs if pair[0] == v]
        return (max(after.count(w) - 0.75, 0) + 0.75 * len(set(after)) * one(w)) / len(after)

    def three(u, v, w):
        after = [triple[2] for triple in triples if triple[:2] == (u, v)]
        if not after:
            return two(v, w)
        return (max(after.count(w) - 0.75, 0) + 0.75 * len(set(after)) * two(v, w)) / len(after)

    for u, v, w in [*triples[:5], (3, 4, 49), (3, 0, 1)]:
        assert model.chance(*(np.array([each]) for each in (u, v, w)))[0] == pytest.approx(three(u, v, w), rel=1e-12)


def test_words_are_drawn_as_often_as_their_chance(model):
    start = blocks(50)[0, :2]
    drawn = model.sample(np.tile(start, (40_000, 1)), 1, np.random.default_rng(0))[:, 0]
    exact = chances(model, start[:1], start[1:])[0]
    often = np.bincount(drawn, minlength=50) / 40_000
    assert (np.abs(often - exact) <= 4.5 * np.sqrt(exact * (1 - exact) / 40_000) + 1e-12).all()


@pytest.mark.parametrize("penalty", [1.0, 2.0])
def test_beam_search_is_its_plain_twin(model, penalty):
    prompts = blocks(50)[:6, :2]
    found = searched(model, prompts, 8, penalty)
    for prompt, tokens in zip(prompts, found, strict=True):
        beams = [(0.0, list(prompt))]
        for _ in range(8):
            longer = []
            for score, text in beams:
                logs = np.log(chances(model, np.array(text[-2:-1]), np.array(text[-1:]))[0])
                for w in range(50):
                    longer.append((score + logs[w] * (penalty if w in text[2:] else 1.0), [*text, w]))
            beams = sorted(longer, key=lambda each: -each[0])[:WIDTH]
        assert beams[0][1][2:] == tokens.tolist()


@pytest.mark.long("closed forms, by many runs")
def test_real_text_surprises_each_generation_more_and_real_blocks_help():
    alone = [ends("text", 4, steps, blocks=300).perplexity.mean() for steps in (1, 2, 3)]
    helped = [ends("text", 4, steps, blocks=300, outside=0.1).perplexity.mean() for steps in (1, 2, 3)]
    assert alone[0] < alone[1] < alone[2]
    assert all(one > other for one, other in zip(alone, helped, strict=True))
