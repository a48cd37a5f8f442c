"""The product's own REST at `/api/v1/compute/`: the same jobs, with all that is known of them."""
