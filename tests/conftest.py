"""Tests find the factory of hand-built analyses beside them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
