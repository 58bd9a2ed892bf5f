"""A small ledger: a number drawn, voided and drawn anew, then a document issued with it."""

import hashlib
from collections.abc import Iterable, Mapping

from correspondence.rules.ledger import GENESIS, End, Link, chain_hash

PDF = b"%PDF-1.7 answer"
ACTS: tuple[Mapping[str, object], ...] = (
    {"act": "number", "changes": {"number": ["", "沪科委〔2026〕1号"]}},
    {"act": "void_number", "changes": {"number": ["沪科委〔2026〕1号", ""]}},
    {"act": "number", "changes": {"number": ["", "沪科委〔2026〕2号"]}},
    {
        "act": "issue",
        "changes": {
            "pdf_sha256": ["", hashlib.sha256(PDF).hexdigest()],
            "issued_on": [None, "2026-03-02"],
        },
    },
)


def chained(acts: Iterable[Mapping[str, object]]) -> list[Link]:
    links: list[Link] = []
    for serial, act in enumerate(acts, start=1):
        content = {"serial": serial, "subject": "reply", "subject_id": 7, **act}
        previous = links[-1].hash if links else GENESIS
        links.append(Link(serial, content, previous, chain_hash(previous, content)))
    return links


CHAIN = chained(ACTS)
LAST = End(CHAIN[-1].serial, CHAIN[-1].hash)
