"""Today's plan: a circuit with choices becomes phases with cues."""
