"""Asking a ward, a general practitioner or a pharmacist one question, by a link that ends."""
