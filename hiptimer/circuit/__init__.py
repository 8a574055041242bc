"""What is prescribed: exercises with their doses, in order, and the figures that show them."""
