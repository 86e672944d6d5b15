"""What people do here, one module per noun."""
