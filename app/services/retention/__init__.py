"""How long texts are kept: what a party has decided and archived, and what is erased."""
