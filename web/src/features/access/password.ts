export const least_password_length = 10;
