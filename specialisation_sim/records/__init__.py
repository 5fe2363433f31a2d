"""Records of the real world that stories can live through: weather."""

from .weather import WeatherRecord, read_weather, shipped_weather

__all__ = ["WeatherRecord", "read_weather", "shipped_weather"]
