"""What all tests share."""

import pytest
from hypothesis import settings

pytest.register_assert_rewrite("contract")
settings.register_profile("house", deadline=None)
settings.load_profile("house")
