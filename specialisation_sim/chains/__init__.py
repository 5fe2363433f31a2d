"""Chains of machine learning, by name: generations that are trained on what the one before produced."""

CHAINS = {
    "discrete": ("discrete", "DiscreteChain"),
    "gaussian": ("gaussian", "GaussianChain"),
    "noisy": ("noisy", "NoisyChain"),
    "mixture": ("mixture", "MixtureChain"),
    "text": ("text", "TextChain"),
    "autoencoder": ("autoencoder", "AutoencoderChain"),
    "tilt": ("tilt", "TiltChain"),
    "linear-autoencoder": ("linear", "LinearAutoencoderChain"),
    "regression": ("linear", "RegressionChain"),
    "flow": ("flow", "FlowChain"),
    "ring-flow": ("ring_flow", "RingFlowChain"),
    "dirac": ("adversarial", "DiracChain"),
    "tabular": ("adversarial", "TabularChain"),
    "gan": ("ring_gan", "GanChain"),
    "verification": ("verification", "VerificationChain"),
}
"""Name of each chain, its module and its class."""
