"""The tree and its proofs, against RFC 6962 written out slowly, and against forgers."""

from __future__ import annotations

import random

import pytest

from lungang.platform.audit import witness
from lungang.platform.audit.merkle import Tree, verify_consistency, verify_inclusion
from tests.platform.audit import naive

SIZES = range(1, 34)
DATA = [b"line %d" % number for number in range(max(SIZES))]
TREE = Tree([naive.leaf(data) for data in DATA])

# The roots of Certificate Transparency's own reference tests, for these eight leaves.
KNOWN_LEAVES = [bytes.fromhex(text) for text in
                ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                 "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
KNOWN_ROOT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_the_roots_of_certificate_transparency():
    assert Tree([naive.leaf(data) for data in KNOWN_LEAVES]).root().hex() == KNOWN_ROOT
    assert Tree([]).root().hex() == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )


@pytest.mark.parametrize("size", SIZES)
def test_roots_and_proofs_are_those_of_the_definition(size):
    data = DATA[:size]
    root = naive.mth(data)
    assert TREE.root(size) == root
    assert Tree([naive.leaf(one) for one in data]).root() == root
    for place in range(size):
        path = TREE.inclusion(place, size)
        assert path == naive.path(place, data)
        assert verify_inclusion(naive.leaf(data[place]), place, size, path, root)
    for old in range(1, size + 1):
        steps = TREE.consistency(old, size)
        assert steps == naive.proof(old, data)
        assert verify_consistency(old, size, naive.mth(data[:old]), root, steps)


def test_the_witness_counts_the_same_roots():
    roots = witness.Roots()
    for size in SIZES:
        roots.add(naive.leaf(DATA[size - 1]))
        assert roots.root() == naive.mth(DATA[:size])


def _forgeries(proof, rng):
    """Everything near a proof that is not it."""
    for place in range(len(proof)):
        flipped = bytearray(proof[place])
        flipped[rng.randrange(32)] ^= 1 << rng.randrange(8)
        yield [*proof[:place], bytes(flipped), *proof[place + 1 :]]
        yield [*proof[:place], *proof[place + 1 :]]
        yield [*proof[:place], proof[place], *proof[place:]]
        yield [*proof[:place], proof[place][:31], *proof[place + 1 :]]
        yield [*proof[:place], proof[place] + b"\0", *proof[place + 1 :]]
    if len(proof) > 1 and proof != proof[::-1]:
        yield proof[::-1]
    yield [*proof, bytes(32)]
    yield [bytes(32), *proof]


def _as_checkpoint(size, root):
    found = object.__new__(witness.Checkpoint)
    found.size, found.root = size, root
    return found


def test_no_forged_proof_is_taken():
    rng = random.Random(6962)
    tried = 0
    for size in SIZES:
        root = TREE.root(size)
        for place in range(size):
            right, mine = TREE.inclusion(place, size), naive.leaf(DATA[place])
            for forged in _forgeries(right, rng):
                assert not verify_inclusion(mine, place, size, forged, root)
                tried += 1
            other = naive.leaf(DATA[(place + 1) % len(DATA)])
            assert not verify_inclusion(other, place, size, right, root)
            assert not verify_inclusion(mine, size, size, right, root)
            assert not verify_inclusion(mine, -1, size, right, root)
            for elsewhere in range(size):
                assert (elsewhere == place) == verify_inclusion(mine, elsewhere, size, right, root)
        for old in range(1, size + 1):
            first, right = TREE.root(old), TREE.consistency(old, size)
            was, now = _as_checkpoint(old, first), _as_checkpoint(size, root)
            assert witness.consistent(was, now, right)
            for forged in _forgeries(right, rng):
                assert not verify_consistency(old, size, first, root, forged)
                assert not witness.consistent(was, now, forged)
                tried += 1
            for wrong in (bytes(32), TREE.root(old % len(DATA) + 1)):
                assert not verify_consistency(old, size, wrong, root, right)
                assert not witness.consistent(_as_checkpoint(old, wrong), now, right)
            assert not verify_consistency(size, old, root, first, right) or size == old
            assert not verify_consistency(0, size, first, root, right)
    assert tried > 20_000


def test_what_is_not_in_the_tree_has_no_proof():
    for asked in ((lambda: TREE.root(len(TREE) + 1)), (lambda: TREE.inclusion(5, 5)),
                  (lambda: TREE.consistency(0)), (lambda: TREE.consistency(9, 8))):  # fmt: skip
        with pytest.raises(ValueError, match="no such part"):
            asked()
