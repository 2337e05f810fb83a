// Values to try out an API with
export const predefinedVariables = {
  $randomPassword: () => {
    // ok: weak-key-generation-random
    const password = Math.random().toString(36);
    return password;
  },
};

// ok: weak-key-generation-random
function generateToken() {
  return Math.random().toString(36).slice(2);
}
