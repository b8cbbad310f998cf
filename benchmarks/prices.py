"""What AWS asks, in US dollars: us-east-1, on demand, without free tiers and taxes."""

from typing import Final

READ_ON: Final = "2026-11"
"""When docs/operations.md's sources were read; look again before you rely on a price."""

API_CALL: Final = 3.50 / 1e6
"""Of an API Gateway's REST API, up to 333 million a month."""
LAMBDA_CALL: Final = 0.20 / 1e6
LAMBDA_GB_SECOND: Final = 0.0000133334
"""On arm64, up to 7.5 billion a month."""
SQS_REQUEST: Final = 0.40 / 1e6
"""Of up to 64 kB; of ten messages, where they go in one."""
NAT_BYTE: Final = 0.045 / 1e9
OUT_BYTE: Final = 0.09 / 1e9
"""To the Internet, up to 10 TB a month."""
LOG_BYTE: Final = (0.50 + 0.03) / 1e9
"""Taken in, and kept for a month."""
STORED_BYTE: Final = 0.23 / 1e9
"""Of RDS's gp3 with a standby, for a month."""
