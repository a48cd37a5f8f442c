"""What goes in and out, as the OpenAPI document tells it."""
