"""How well each entry fits a message."""
