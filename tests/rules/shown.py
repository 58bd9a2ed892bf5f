"""A difference as a test reads it: 明年[-启动][+建成], <moved from here<, >moved to here>."""

from correspondence.rules.differences import Row, Segment, compare


def marked(segments: tuple[Segment, ...]) -> str:
    brackets = {"same": "{}", "del": "[-{}]", "ins": "[+{}]", "away": "<{}<", "here": ">{}>"}
    return "".join(brackets[one.kind].format(one.text) for one in segments).replace("\n", "¶")


def inline(old: str, new: str) -> list[str]:
    return [marked(row.both) for row in compare(old, new) if row.changed]


def plain(segments: tuple[Segment, ...]) -> str:
    return "".join(one.text for one in segments)


def sides(rows: list[Row]) -> tuple[str, str]:
    """Both texts as the page shows them, read down the left and down the right."""
    left = [text for row in rows if (text := plain(row.left))]
    right = [text for row in rows if (text := plain(row.right))]
    return "\n".join(left), "\n".join(right)
