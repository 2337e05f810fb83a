using Microsoft.AspNetCore.Mvc;

public class UsersController : ControllerBase
{
    [HttpPost]
    public async Task<IActionResult> Make(User user)
    {
        // ruleid: request-body-assigned
        _context.Users.Add(user);
        await _context.SaveChangesAsync();
        return Ok();
    }

    [HttpPut("{id}")]
    public async Task<IActionResult> Change(int id, [FromBody] User user)
    {
        // ruleid: request-body-assigned
        _context.Entry(user).State = EntityState.Modified;
        await _context.SaveChangesAsync();
        return NoContent();
    }

    [HttpPost("orders")]
    public async Task<IActionResult> Order(OrderInput input)
    {
        var order = new Order { Item = input.Item };
        // ok: request-body-assigned
        _context.Orders.Add(order);
        await _context.SaveChangesAsync();
        return Ok();
    }

    public void Seed(User user)
    {
        // ok: request-body-assigned
        _context.Users.Add(user);
    }
}
