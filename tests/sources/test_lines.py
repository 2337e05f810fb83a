"""Which lines changed: against any text, and in time."""

import difflib
import random
import time

from ztlint.sources.lines import changed_lines


def test_all_that_is_not_called_changed_stands_in_both_in_one_order() -> None:
    chance = random.Random(7)  # noqa: S311 - the same in every run
    for _ in range(400):
        before = [chance.choice("abcdefgh") * chance.randint(0, 2) for _ in range(chance.randint(0, 30))]
        after = list(before)
        for _ in range(chance.randint(0, 5)):
            at = chance.randint(0, len(after))
            after[at : at + chance.randint(0, 2)] = [chance.choice("xyzab")] * chance.randint(0, 2)
        kept = [line for number, line in enumerate(after, 1) if number not in changed_lines(before, after)]
        left = iter(before)
        assert all(line in left for line in kept)


def test_it_is_as_sharp_as_another_comparison_on_common_edits() -> None:
    before = [f"{'  ' * (n % 5)}type: {'string' if n % 3 else f'field{n}'}" for n in range(500)]
    after = list(before)
    after[40] = "type: integer"
    after.insert(200, "  new: line")
    del after[300:310]
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    same = {b + n + 1 for _, b, size in matcher.get_matching_blocks() for n in range(size)}
    assert changed_lines(before, after) == frozenset(range(1, len(after) + 1)) - same


def test_hostile_texts_take_no_longer() -> None:
    hard = [
        (["a", "b"] * 100_000, ["b", "a"] * 100_000),
        ([str(n) for n in range(200_000)], [str(n) for n in reversed(range(200_000))]),
        (["x"] * 200_000, ["x"] * 100_000 + ["y"] + ["x"] * 100_000),
    ]
    start = time.process_time()
    for before, after in hard:
        changed_lines(before, after)
    assert time.process_time() - start < 20
