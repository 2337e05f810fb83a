class OrdersController < ApplicationController
  # ruleid: skipped-authentication
  skip_before_action :authenticate_user!

  def index
    render json: Order.all
  end
end

module Api
  class InvoicesController < BaseController
    # ruleid: skipped-authentication
    skip_before_action :require_login, raise: false
  end
end

class ProductsController < ApplicationController
  # ok: skipped-authentication
  skip_before_action :authenticate_user!, only: [:index, :show]
  # ok: skipped-authentication
  skip_before_action :set_locale
end

class DownloadsController < ApplicationController
  # ok: skipped-authentication
  skip_before_action :authenticate_user!
  before_action :authenticate_by_api_key
end

class FilesController < ApplicationController
  # ok: skipped-authentication
  skip_before_action :authenticate_user!

  def show
    send_file Link.find_by!(token: params[:token]).path
  end
end

class SessionsController < ApplicationController
  # ok: skipped-authentication
  skip_before_action :authenticate_user!
end
