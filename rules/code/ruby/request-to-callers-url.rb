class PreviewsController < ApplicationController
  def show
    # ruleid: request-to-callers-url
    body = Net::HTTP.get(URI(params[:url]))
    render plain: body
  end

  def image
    link = params[:link].strip
    # ruleid: request-to-callers-url
    send_data URI.open(params[:link]).read
  end

  def hook
    target = params[:target]
    # ruleid: request-to-callers-url
    HTTParty.post(target, body: payload)
  end

  def order
    # ok: request-to-callers-url
    render json: Faraday.get("https://orders.shop.example/v1/#{params[:id]}").body
  end

  def named
    # ok: request-to-callers-url
    render json: Faraday.get(DESTINATIONS[params[:name]]).body
  end

  def checked
    # ok: request-to-callers-url
    render json: Faraday.get(Destination.checked(params[:url])).body
  end
end
