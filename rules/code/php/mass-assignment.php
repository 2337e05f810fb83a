<?php

class UserController extends Controller
{
    public function store(Request $request)
    {
        // ruleid: mass-assignment
        return User::forceCreate($request->all());
    }

    public function update(Request $request, User $user)
    {
        // ruleid: mass-assignment
        $user->forceFill($request->all())->save();
    }

    public function patch(Request $request, User $user)
    {
        // ruleid: mass-assignment
        User::where('id', $user->id)->update($request->except('_token'));
    }

    public function good(Request $request, User $user)
    {
        // ok: mass-assignment
        $user->update($request->validate(['name' => 'required|string']));
        // ok: mass-assignment
        $user->fill($request->all());
        // ok: mass-assignment
        $user->fill($request->only(['name', 'email']));
    }

    public function delegated(Request $request)
    {
        // ok: mass-assignment
        $this->userService->update($request->all());
    }
}
