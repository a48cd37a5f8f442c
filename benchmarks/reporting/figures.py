"""One figure, one JSON line."""

import json
import statistics
from collections.abc import Sequence


def figure(name: str, *, unit: str, ours: Sequence[float], peers: Sequence[float]) -> str:
    """The line of one figure from the rounds of ours and of the peer: medians, and the median of the rounds' ratios."""
    ratio = statistics.median(mine / other for mine, other in zip(ours, peers, strict=True))
    value, peer = statistics.median(ours), statistics.median(peers)
    said = {"name": name, "value": round(value, 1), "unit": unit, "peer": round(peer, 1), "ratio": round(ratio, 3)}
    return json.dumps(said)
