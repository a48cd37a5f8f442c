"""`remind_authors` does what the scheduler does every morning."""
