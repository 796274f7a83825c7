"""Gate: a map's share, weighted by temperature too."""

from collections.abc import Sequence

from ionoscope.engine import Result
from ionoscope.engine.core.finding import Value
from ionoscope.engine.gate.domain_map import weighted_share

from .answer import Answer, told


def gate_map(results: Sequence[Result], omega_T: float) -> Answer:
    """Which share of the last map passes, at `omega_T` also weighted by temperature."""
    data = results[-1].data
    weighted = 100 * weighted_share(data, omega_T) if "transmitted" in data else None
    return told(
        results, values=[Value(f"transmitted, weighted at ω_T = {omega_T:.3g}", weighted, "%")]
    )
