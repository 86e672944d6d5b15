"""What people do about arrears."""
