<?php

class UserController extends Controller
{
    public function index()
    {
        // ruleid: whole-record-returned
        return User::all();
    }

    public function show(int $id)
    {
        // ruleid: whole-record-returned
        return response()->json(User::findOrFail($id));
    }

    public function views()
    {
        // ok: whole-record-returned
        return UserResource::collection(User::paginate(50));
    }

    public function countries()
    {
        // ok: whole-record-returned
        return Country::all();
    }
}

class UserRepository
{
    public function all()
    {
        // ok: whole-record-returned
        return User::all();
    }
}
