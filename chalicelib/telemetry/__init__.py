"""What the service tells its operators: events, one line each, and the metrics in them."""

from chalicelib.telemetry.events import Event, Measures, configure

__all__ = ["Event", "Measures", "configure"]
