"""What makes a run: parameters, random streams, the Mesa model with a runs axis, practice, lineages, generations."""
