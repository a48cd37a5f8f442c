"""Tests of mails that come as answers."""
