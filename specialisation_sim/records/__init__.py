"""Records of the real world: weather that stories live through, and decisions of organisations that are audited.

Names load when first used: what claims say of an audit (`statements`) is read wherever scenarios are listed.
"""

from typing import TYPE_CHECKING

from ..base.lazy_names import late_names

if TYPE_CHECKING:
    from .auditing import Audit, audit
    from .fit import Fit, fit_foundation, fit_map
    from .read import Record, read_record, tidy
    from .weather import WeatherRecord, read_weather, shipped_weather

_HOMES = {
    "Audit": "auditing",
    "Fit": "fit",
    "Record": "read",
    "WeatherRecord": "weather",
    "audit": "auditing",
    "fit_foundation": "fit",
    "fit_map": "fit",
    "read_record": "read",
    "read_weather": "weather",
    "shipped_weather": "weather",
    "tidy": "read",
}

# Written out: type checkers take a name for public only if they find it here.
__all__ = [
    "Audit",
    "Fit",
    "Record",
    "WeatherRecord",
    "audit",
    "fit_foundation",
    "fit_map",
    "read_record",
    "read_weather",
    "shipped_weather",
    "tidy",
]

__getattr__, __dir__ = late_names(__name__, _HOMES)
