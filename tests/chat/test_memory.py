from bot.chat.memory import Recent


def test_the_latest_value_is_recalled_until_it_is_too_old() -> None:
    recent: Recent[str, int] = Recent(seconds=10)
    recent.keep("a", 1, now=0)
    recent.keep("a", 2, now=5)
    assert recent.recall("a", now=15) == 2
    assert recent.recall("a", now=15.1) is None
    assert recent.recall("b", now=15) is None


def test_the_oldest_make_room() -> None:
    recent: Recent[str, int] = Recent(seconds=10, most=2)
    for now, key in enumerate("abac"):
        recent.keep(key, now, now)
    assert [recent.recall(key, now=4) for key in "abc"] == [2, None, 3]
