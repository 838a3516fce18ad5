"""Taking files in: sniff, read, map every code, check, stage, and commit one whole vintage or nothing."""
