class UsersController < ApplicationController
  def create
    # ruleid: request-body-assigned
    @user = User.new(params.require(:user).permit!)
    @user.save!
  end

  def update
    # ruleid: request-body-assigned
    @user.update(params[:user].to_unsafe_h)
  end

  def import
    # ruleid: request-body-assigned
    User.create(JSON.parse(request.body.read))
  end

  def change
    # ok: request-body-assigned
    @user.update(params.require(:user).permit(:name, :email))
  end

  def filtered
    # ok: request-body-assigned
    redirect_to(search_path(params.permit!))
  end

  def some
    # ok: request-body-assigned
    @user.update(params.permit!.slice(:name))
  end
end
