"""The cache of an installation without Redis."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from cms.core.file_cache import FileCache

AT_ONCE, ROUNDS = 8, 50


def test_of_many_who_add_a_key_at_once_one_succeeds(tmp_path):
    together = Barrier(AT_ONCE)

    def add(number):
        # One each, as every process has its own.
        cache = FileCache(tmp_path / "cache", {})
        added = []
        for key in range(ROUNDS):
            together.wait()
            added.append(cache.add(str(key), number))
        return added

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        answers = list(crowd.map(add, range(AT_ONCE)))

    assert [sum(of_key) for of_key in zip(*answers, strict=True)] == [1] * ROUNDS
    first = [of_key.index(True) for of_key in zip(*answers, strict=True)]
    assert FileCache(tmp_path / "cache", {}).get_many(map(str, range(ROUNDS))) == {
        str(key): number for key, number in enumerate(first)
    }


def test_a_key_can_be_added_again_when_its_time_is_over(tmp_path):
    cache = FileCache(tmp_path / "cache", {})
    assert cache.add("key", 1)
    assert not cache.add("key", 2)

    cache.touch("key", timeout=-1)

    assert cache.add("key", 3)
