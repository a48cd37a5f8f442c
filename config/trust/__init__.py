"""What a certifier is shown: evidence for CoreTrustSeal from what the system really did, and what is missing."""
