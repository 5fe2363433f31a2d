"""The models that chains train: perceptron, EM, autoencoder, adversary, trigrams, and their data."""
