Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    origins '*'
    # ruleid: cors-any-origin-with-credentials
    resource '/api/*', headers: :any, methods: %i[get post], credentials: true
  end

  allow do
    origins { |_source, _env| true }
    # ruleid: cors-any-origin-with-credentials
    resource '/live/*', methods: [:get], credentials: true
  end

  allow do
    origins '*'
    # ok: cors-any-origin-with-credentials
    resource '/open/*', headers: :any, methods: [:get]
  end

  allow do
    origins 'https://shop.example'
    # ok: cors-any-origin-with-credentials
    resource '/own/*', headers: :any, methods: [:get], credentials: true
  end
end

class ApiController < ApplicationController
  def cors
    # ruleid: cors-any-origin-with-credentials
    headers['Access-Control-Allow-Origin'] = request.headers['Origin']
    headers['Access-Control-Allow-Credentials'] = 'true'
  end

  def open
    # ok: cors-any-origin-with-credentials
    headers['Access-Control-Allow-Origin'] = request.headers['Origin']
  end
end
