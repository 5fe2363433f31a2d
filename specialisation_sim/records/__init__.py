"""Records of the real world: weather that stories live through, and decisions of organisations that are audited."""

from .audit import Audit, audit
from .fit import Fit, fit_foundation, fit_map
from .read import Record, read_record, tidy
from .weather import WeatherRecord, read_weather, shipped_weather

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
