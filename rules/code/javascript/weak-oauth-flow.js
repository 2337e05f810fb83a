// ruleid: weak-oauth-flow-password
const answer = await axios.post(`${issuer}/token`, { grant_type: 'password', username, password });
// ruleid: weak-oauth-flow-password
const form = new URLSearchParams({ grant_type: 'password', username, password });
// ruleid: weak-oauth-flow-password
params.append('grant_type', 'password');
// ruleid: weak-oauth-flow-implicit
const query = new URLSearchParams({ response_type: 'token', client_id, redirect_uri });
// ruleid: weak-oauth-flow-implicit
url.searchParams.set('response_type', 'token');
// ruleid: weak-oauth-flow-state
passport.use(new OAuth2Strategy({ clientID, clientSecret, callbackURL, state: false }, done));
// ruleid: weak-oauth-flow-state
const provider = { id: 'example', type: 'oauth', checks: ['none'] };
// ok: weak-oauth-flow-password
const machine = await axios.post(`${issuer}/token`, { grant_type: 'client_credentials' });
// ok: weak-oauth-flow-password
if (body.grant_type === 'password') throw new Error('unsupported_grant_type');
// ok: weak-oauth-flow-implicit
const code = new URLSearchParams({ response_type: 'code', client_id, redirect_uri, code_challenge });
// ok: weak-oauth-flow-state
passport.use(new OAuth2Strategy({ clientID, clientSecret, callbackURL, state: true, pkce: true }, done));
