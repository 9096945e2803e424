"""Steering information: loading monthly series, reading them back, and counting rates of them."""

from app.services.steering.rates import rates_table
from app.services.steering.reading import steering_series

__all__ = ["rates_table", "steering_series"]
