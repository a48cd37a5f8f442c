"""Tests of the look: maps, tags, partials, style sheet, scripts."""
