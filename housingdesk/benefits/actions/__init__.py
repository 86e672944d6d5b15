"""What people do with claims, one module per noun."""
