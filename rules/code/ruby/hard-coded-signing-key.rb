class Tokens
  SECRET = 'not so secret at all'.freeze

  def issue(user)
    # ruleid: hard-coded-signing-key
    JWT.encode({ sub: user.id }, 'not so secret', 'HS256')
  end

  def read(token)
    # ruleid: hard-coded-signing-key
    JWT.decode(token, 'not so secret', true, algorithm: 'HS256')
  end

  def key
    # ruleid: hard-coded-signing-key
    ENV.fetch('JWT_SECRET', 'changeme')
  end

  def other_key
    # ruleid: hard-coded-signing-key
    ENV['SECRET_KEY_BASE'] || 'changeme'
  end

  def good(user)
    # ok: hard-coded-signing-key
    JWT.encode({ sub: user.id }, Rails.application.secret_key_base, 'HS256')
  end

  def good_key
    # ok: hard-coded-signing-key
    ENV.fetch('JWT_SECRET')
  end
end

Rails.application.configure do
  # ruleid: hard-coded-signing-key
  config.secret_key_base = 'not so secret at all'
  # ok: hard-coded-signing-key
  config.secret_key_base = ENV.fetch('SECRET_KEY_BASE')
end

Devise.setup do |config|
  # ruleid: hard-coded-signing-key
  config.secret_key = 'not so secret at all'
end

Captcha.configure do |config|
  # ok: hard-coded-signing-key
  config.secret_key = 'yours'
end
