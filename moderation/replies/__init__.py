"""Answers by mail: what a mail says, apart from what it quotes, and whose answer to what it is. No database here."""
