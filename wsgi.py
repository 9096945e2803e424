"""Where servers and the flask command find the service."""

import sys

from app import UnsafeDatabase, create_app
from config import UnsafeConfiguration

try:
    app = create_app()
except (UnsafeConfiguration, UnsafeDatabase) as fault:
    sys.exit(f"Samhandlingsavvik does not start: {fault}")
