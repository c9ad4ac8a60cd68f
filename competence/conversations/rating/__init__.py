"""What a talk gave (udbytte): one question to the employee, told only as the protected numbers of a closed round."""
