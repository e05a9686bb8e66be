"""How well the repair of scanned Swedish text works."""
