# The public names, and the only list of them: each loads when it is first used.
from .auditing import Audit as Audit
from .auditing import audit as audit
from .fit import Fit as Fit
from .fit import fit_foundation as fit_foundation
from .fit import fit_map as fit_map
from .read import Record as Record
from .read import read_record as read_record
from .read import tidy as tidy
from .weather import WeatherRecord as WeatherRecord
from .weather import read_weather as read_weather
from .weather import shipped_weather as shipped_weather
