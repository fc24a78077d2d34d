"""What the engine knows of each language: word forms, sentences, detection."""
